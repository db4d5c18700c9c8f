namespace Semblance.Pairs.Data;

/// <summary>The data sets known by name.</summary>
internal static class DataCatalog
{
    internal static readonly IReadOnlyList<NamedDataSet> All =
    [
        new("fashion-mnist", "70,000 grey pictures of clothes, 28x28, 10 classes",
            "install Debian's package dataset-fashion-mnist, or get the four files from https://github.com/zalandoresearch/fashion-mnist",
            IdxNames, IdxReader.Fashion),
        new("mnist", "70,000 grey handwritten digits, 28x28, 10 classes",
            "get the four files from https://ossci-datasets.s3.amazonaws.com/mnist/",
            IdxNames, IdxReader.Digits),
        new("cifar10", "60,000 colour pictures, 32x32, 10 classes",
            "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
            CifarReader.TenNames, CifarReader.Ten),
        new("cifar100", "60,000 colour pictures, 32x32, 100 classes in 20 groups",
            "unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
            CifarReader.HundredNames, CifarReader.Hundred),
    ];

    private static string[] IdxNames(Split split)
    {
        var part = split == Split.Train ? "train" : "t10k";
        return [$"{part}-images-idx3-ubyte", $"{part}-labels-idx1-ubyte"];
    }
}
