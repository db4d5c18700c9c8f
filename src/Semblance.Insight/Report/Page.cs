using System.Globalization;
using System.Net;
using System.Text;

namespace Semblance.Insight.Report;

/// <summary>A page under construction: one HTML file with everything inside.</summary>
internal sealed class Page(string title)
{
    private const string Style = """
        :root { --ink: #1d2733; --soft: #5b6876; --line: #dfe4ea; --back: #f7f8fa; --card: #ffffff; --accent: #2456a6; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 0 0 6px; }
        p { margin: 4px 0 10px; color: var(--soft); } code { font-size: 13px; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; margin-top: 18px; }
        .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 18px; } .row section { margin-top: 18px; } .row + .row section, section + .row section { margin-top: 0; }
        .row { margin-top: 18px; } .row section { margin-top: 0; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } .scroll { overflow-x: auto; }
        th, td { padding: 6px 10px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; } th { font-weight: 600; color: var(--soft); font-size: 13px; }
        td small { color: var(--soft); } tr.best td { font-weight: 600; background: #eef3fb; } tr.best td small { font-weight: 400; }
        svg { width: 100%; height: auto; display: block; } svg text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft); }
        .tiles { display: flex; flex-wrap: wrap; gap: 14px; } .tiles figure { margin: 0; text-align: center; } figcaption { font-size: 12px; color: var(--soft); }
        img { image-rendering: pixelated; border-radius: 4px; display: block; } .pair { display: flex; gap: 3px; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 13px; color: var(--soft); margin-top: 8px; } .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 5px; }
        .numbers { display: flex; flex-wrap: wrap; gap: 26px; margin-top: 12px; } .numbers b { display: block; font-size: 24px; color: var(--ink); } .numbers span { color: var(--soft); font-size: 13px; }
        .neighbours { display: grid; grid-template-columns: auto 1fr; gap: 8px 14px; align-items: center; } .strip { display: flex; flex-wrap: wrap; gap: 4px; } .wrong img { outline: 2px solid #c8452f; }
        """;

    private readonly StringBuilder _body = new();

    /// <summary>Adds a piece of HTML as it is.</summary>
    internal Page Html(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }

    /// <summary>Adds a card with a heading, an explanation and contents.</summary>
    internal Page Section(string heading, string explanation, string contents) => Html(Card(heading, explanation, contents));

    /// <summary>Adds cards side by side; they stack on a narrow screen.</summary>
    internal Page Row(params string[] cards) => Html($"<div class=\"row\">{string.Concat(cards)}</div>");

    internal static string Card(string heading, string explanation, string contents) =>
        $"<section><h2>{Text(heading)}</h2><p>{Text(explanation)}</p>{contents}</section>";

    /// <summary>Escapes text for HTML.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    internal static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The finished file.</summary>
    public override string ToString() => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title><style>{Style}</style></head>
        <body><main>
        {_body}</main></body></html>

        """;
}
