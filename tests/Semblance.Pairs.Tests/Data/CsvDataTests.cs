using Semblance.Errors;

namespace Semblance.Pairs.Tests.Data;

public class CsvDataTests
{
    private static DataSet Open(TemporaryFolder folder, string text) => DataSets.Open(new DataRequest { Name = "csv:" + folder.File("x.csv", text) });

    [Fact]
    public void Numeric_columns_and_a_label_column_are_read()
    {
        using var folder = new TemporaryFolder();
        using var data = Open(folder, "a,label,b\n1.5,dog,2\n3,cat,-4e1\n5,dog,6\n");
        Assert.Equal((3, SampleShape.Vector(2)), (data.Count, data.Shape));
        Assert.Equal([3f, -40f], data.Row(1).ToArray());
        Assert.Equal([1, 0, 1], data.Labels);
        Assert.Equal(["cat", "dog"], data.ClassNames);
    }

    [Fact]
    public void Numeric_labels_are_kept_as_they_are()
    {
        using var folder = new TemporaryFolder();
        using var data = Open(folder, "label,a\n4,1\n0,2\n");
        Assert.Equal([4, 0], data.Labels);
    }

    [Fact]
    public void A_table_without_header_or_labels_is_read()
    {
        using var folder = new TemporaryFolder();
        using var data = Open(folder, "1,2\n3,4\n");
        Assert.Equal(2, data.Count);
        Assert.Null(data.Labels);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "has a field that is no number - line 3, column 'b': 'x'")]
    [InlineData("a,b\n1,2\n3\n", "has a row of another length - line 3: 1 fields, 2 columns")]
    [InlineData("a,b\n", "holds no rows of numbers")]
    [InlineData("", "holds no rows of numbers")]
    public void A_bad_table_is_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, Assert.Throws<RequestException>(() => Open(folder, text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_with_row_and_column_name()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => Open(folder, "label,a,b\n0,1,2\n1,3,NaN\n"));
        Assert.Contains("NaN in row 1, column 'b' (counted from 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused() => Assert.StartsWith(
        "cannot read 'no.csv' - there is no such file",
        Assert.Throws<RequestException>(() => DataSets.Open(new DataRequest { Name = "csv:no.csv" })).Message,
        StringComparison.Ordinal);
}
