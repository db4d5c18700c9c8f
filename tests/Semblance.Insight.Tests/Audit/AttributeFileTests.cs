using Semblance.Errors;
using Semblance.Insight.Audit;

namespace Semblance.Insight.Tests.Audit;

public sealed class AttributeFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private IReadOnlyList<AuditTrait> Read(int rows, params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return AttributeFile.Read(_path, rows);
    }

    [Fact]
    public void Columns_are_levels_or_numbers_as_they_look_or_as_they_say()
    {
        var read = Read(6, "colour,size,count,year:continuous,code:categorical:nuisance", "red,1.5,1,2000,7.5", "blue,2.5,2,2001,8.5", "red,3.5,1,2002,7.5", "blue,0.5,2,2003,8.5", "red,1.0,1,2004,7.5", "red,1.1,2,2005,7.5");
        Assert.Equal(["blue", "red"], read[0].Levels);
        Assert.Equal([1, 0, 1, 0, 1, 1], read[0].Classes!);
        Assert.Equal(2.5, read[1].Numbers![1]);
        Assert.Equal(2, read[2].Levels.Count);
        Assert.Equal(2003, read[3].Numbers![3]);
        Assert.Equal((2, TraitRole.Nuisance), (read[4].Levels.Count, read[4].Role));
    }

    [Theory]
    [InlineData("empty", "is empty")]
    [InlineData("1,2|3,4", "no header")]
    [InlineData("a|x|y", "differ in length")]
    [InlineData("a,a|x,y|x,y|y,x|y,y", "twice")]
    [InlineData("a,b|x,y|x|y,x|y,y", "different lengths")]
    [InlineData("a,b|x,1|y,|x,2|y,2", "empty cell")]
    [InlineData("a:numeric|1|2|3|4", "unknown kind of attribute 'a'")]
    [InlineData("a:continuous|1|2|x|4", "holds text")]
    [InlineData("a|1.5|2|?|4", "neither numbers nor levels")]
    [InlineData("a|p|q|r|s", "nearly a level for every row")]
    [InlineData("a|p|p|p|p", "same in all rows")]
    [InlineData("a|1.5|NaN|2|3", "not finite")]
    public void Bad_files_are_refused_in_words(string lines, string complaint)
    {
        var error = Assert.Throws<RequestException>(() => Read(4, lines == "empty" ? [] : lines.Split('|')));
        Assert.Contains(complaint, error.Message);
    }
}
