namespace Semblance.Errors;

/// <summary>The one shape of every error text: what - what was seen - what to do.</summary>
internal static class Complaint
{
    internal static string Text(string what, string seen, string remedy) => $"{what} - {seen} - {remedy}";
}
