using Semblance.Errors;
using Semblance.Files;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_appears_at_commit_and_not_before()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.txt");
        using (var file = new AtomicFile(path))
        {
            file.Write("abc"u8);
            Assert.False(File.Exists(path));
            file.Commit();
            Assert.Equal("abc", File.ReadAllText(path));
        }

        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Without_commit_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.txt");
        AtomicFile.WriteText(path, "before");
        using (var file = new AtomicFile(path)) file.Write("half"u8);
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
        AtomicFile.WriteText(path, "after");
        Assert.Equal("after", File.ReadAllText(path));
    }

    /// <summary>/dev/full answers every write as a full disk does.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(1 << 20)]
    public void A_full_disk_is_explained_and_what_was_there_stays(int bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.txt");
        File.WriteAllText(path, "before");
        File.CreateSymbolicLink(path + ".partial", "/dev/full");
        var e = Assert.Throws<RunException>(() =>
        {
            using var file = new AtomicFile(path);
            file.Write(new byte[bytes]);
            file.Commit();
        });
        Assert.StartsWith($"cannot write '{path}' - No space left on device", e.Message, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_explained()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith("cannot write '", Assert.Throws<RunException>(() => AtomicFile.WriteText(folder.File("missing/x.txt"), "a")).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("taken"));
        Assert.Throws<RunException>(() => AtomicFile.WriteText(folder.File("taken"), "a"));
        Assert.Equal([folder.File("taken")], Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
