using Semblance.Pairs;

namespace Semblance.Cli.Doctor;

/// <summary>Looks for the data sets.</summary>
internal static class DataChecks
{
    public static Check All()
    {
        var named = DataSets.Known.Where(s => s.Folders.Count > 0).ToList();
        var found = named.Where(s => s.Found).Select(s => $"{s.Name} in {s.Location}").ToList();
        var first = named.FirstOrDefault(s => s.Name == "fashion-mnist");
        return new("data sets", true, found.Count > 0 ? string.Join("; ", found) : "none of the named ones", first is { Found: false } ? $"for the demonstration: {first.HowToGet}" : null);
    }
}
