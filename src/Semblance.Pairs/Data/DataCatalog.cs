namespace Semblance.Pairs.Data;

/// <summary>The data sets known by name.</summary>
internal static class DataCatalog
{
    internal static readonly IReadOnlyList<NamedDataSet> All =
    [
        new("fashion-mnist", "70,000 grey pictures of clothes, 28x28, 10 classes",
            "install Debian's package dataset-fashion-mnist, or get the four files from https://github.com/zalandoresearch/fashion-mnist",
            IdxNames, (s, f, r) => IdxReader.Fashion(s, f, r.Channels)),
        new("mnist", "70,000 grey handwritten digits, 28x28, 10 classes",
            "get the four files from https://ossci-datasets.s3.amazonaws.com/mnist/",
            IdxNames, (s, f, r) => IdxReader.Digits(s, f, r.Channels)),
        new("cifar10", "60,000 colour pictures, 32x32, 10 classes",
            "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            CifarReader.TenNames, (s, f, r) => CifarReader.Ten(s, f, r.Channels)),
        new("cifar100", "60,000 colour pictures, 32x32, 100 classes in 20 groups",
            "unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
            CifarReader.HundredNames, (s, f, r) => CifarReader.Hundred(s, f, r.Channels)),
        new(CelebAReader.Name, "202,599 aligned colour pictures of faces, 178x218, 40 yes-or-no attributes; classes are hair colours, or an attribute: celeba:Smiling",
            "get img_align_celeba.zip, list_attr_celeba.txt and list_eval_partition.txt from https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html and unpack the pictures into img_align_celeba/",
            CelebAReader.Names, CelebAReader.Read),
    ];

    private static string[] IdxNames(Split split)
    {
        var part = split == Split.Train ? "train" : "t10k";
        return [$"{part}-images-idx3-ubyte", $"{part}-labels-idx1-ubyte"];
    }
}
