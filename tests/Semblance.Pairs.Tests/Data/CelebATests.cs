using Semblance.Errors;

namespace Semblance.Pairs.Tests.Data;

public sealed class CelebATests
{
    private static readonly string[] Names =
        ("5_o_Clock_Shadow Arched_Eyebrows Attractive Bags_Under_Eyes Bald Bangs Big_Lips Big_Nose Black_Hair Blond_Hair Blurry Brown_Hair Bushy_Eyebrows Chubby Double_Chin Eyeglasses Goatee Gray_Hair "
            + "Heavy_Makeup High_Cheekbones Male Mouth_Slightly_Open Mustache Narrow_Eyes No_Beard Oval_Face Pale_Skin Pointy_Nose Receding_Hairline Rosy_Cheeks Sideburns Smiling Straight_Hair Wavy_Hair "
            + "Wearing_Earrings Wearing_Hat Wearing_Lipstick Wearing_Necklace Wearing_Necktie Young").Split(' ');

    [Fact]
    public void Official_split_attributes_and_hair_colours_are_read()
    {
        using var folder = Make();
        using var train = Open(folder, "celeba");
        Assert.Equal((3, new SampleShape(3, 64, 64)), (train.Count, train.Shape));
        Assert.Equal([0, 1, 4], train.Labels);
        Assert.Equal(["black", "blond", "brown", "grey", "none"], train.ClassNames);
        Assert.Equal(Names, train.Factors.Select(f => f.Name));
        Assert.Equal([0, 1], train.Factors[Array.IndexOf(Names, "Male")].Values.Take(2));
        Assert.Equal(new ImageSize(218, 178), train.SizeOf(0));
        var pixels = new PixelBuffer();
        train.ReadPixels(1, pixels);
        Assert.All(pixels.Pixels.ToArray(), b => Assert.Equal(20, b));
        using var test = Open(folder, "celeba", Split.Test);
        test.ReadPixels(0, pixels);
        Assert.Equal((1, 50), (test.Count, pixels.Pixels.Span[0]));
    }

    [Fact]
    public void Any_attribute_can_be_the_class()
    {
        using var folder = Make();
        using var data = Open(folder, "celeba:male");
        Assert.Equal([0, 1, 0], data.Labels);
        Assert.Equal(["not Male", "Male"], data.ClassNames);
        var e = Assert.Throws<RequestException>(() => Open(folder, "celeba:Smilng"));
        Assert.StartsWith("unknown attribute of celeba 'Smilng' - known are 5_o_Clock_Shadow, ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'Smiling'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_stay_with_their_pictures_when_one_cannot_be_read()
    {
        using var folder = Make();
        File.WriteAllText(Path.Combine(folder.Path, "celeba", "img_align_celeba", "000001.jpg"), "no picture");
        using var data = DataSets.Open(new DataRequest { Name = "celeba:Male", DataRoot = folder.Path, MaxCorruptShare = 0.5 });
        Assert.Equal((2, 1), (data.Count, data.Skipped.Count));
        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(1, data.Factors[Array.IndexOf(Names, "Male")].Values[0]);
    }

    [Fact]
    public void Damage_is_named_with_file_and_line()
    {
        using var folder = Make(lines => [.. lines.Select((l, k) => k == 3 ? l[..^3] : l)]);
        var e = Assert.Throws<RunException>(() => Open(folder, "celeba"));
        Assert.Contains("list_attr_celeba.txt' is damaged or another file - line 4 has 40 cells - a line is a file name and 40 times 1 or -1: get it again", e.Message, StringComparison.Ordinal);
        using var other = Make(lines => ["7", .. lines.Skip(1)]);
        Assert.Contains("5 pictures - its first line says 7: get it again", Assert.Throws<RunException>(() => Open(other, "celeba")).Message, StringComparison.Ordinal);
        using var split = Make();
        File.WriteAllText(Path.Combine(split.Path, "celeba", "list_eval_partition.txt"), "000001.jpg 3\n");
        Assert.Contains("line 1 is '000001.jpg 3' - a line is a file name and 0, 1 or 2", Assert.Throws<RunException>(() => Open(split, "celeba")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_have_no_attributes()
    {
        using var data = Pictures.Random(new SampleShape(1, 8, 8), 3);
        Assert.Empty(data.Factors);
    }

    private static DataSet Open(TemporaryFolder folder, string name, Split split = Split.Train) =>
        DataSets.Open(new DataRequest { Name = name, DataRoot = folder.Path, Split = split });

    /// <summary>Five pictures in the authors' format, padded with spaces as theirs: three to train, one to validate, one to test.</summary>
    private static TemporaryFolder Make(Func<string[], string[]>? change = null)
    {
        string[][] set = [["Black_Hair"], ["Blond_Hair", "Male"], ["Brown_Hair", "Gray_Hair"], ["Male"], []];
        int[] parts = [0, 0, 0, 1, 2];
        var folder = new TemporaryFolder();
        string[] lines = ["5", string.Join(' ', Names) + " ", .. set.Select((s, k) => $"{k + 1:D6}.jpg " + string.Join(' ', Names.Select(n => s.Contains(n) ? " 1" : "-1")) + " ")];
        folder.File("celeba/list_attr_celeba.txt", string.Join("\r\n", change?.Invoke(lines) ?? lines));
        folder.File("celeba/list_eval_partition.txt", string.Concat(parts.Select((p, k) => $"{k + 1:D6}.jpg {p}\n")));
        for (var k = 0; k < set.Length; k++) folder.File($"celeba/img_align_celeba/{k + 1:D6}.jpg", PngWriter.Encode([.. Enumerable.Repeat((byte)(10 * (k + 1)), 218 * 178 * 3)], 218, 178));
        return folder;
    }
}
