namespace Autograd.Examples.Pages;

/// <summary>How the page looks, by day and by night.</summary>
internal static class PageStyle
{
    /// <summary>The rules.</summary>
    public const string Css = """

        :root { color-scheme: light dark; --ink: #1b1f24; --page: #ffffff; --faint: #6b7280; --line: #d8dce2;
          --link: #0b63b0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --page: #14171b; --faint: #9aa3ad;
          --line: #343a42; --link: #79b8f2; }
        }
        body { color: var(--ink); background: var(--page); font: 16px/1.5 system-ui, sans-serif;
          max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; }
        h2 { font-size: 1.25rem; margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
        a { color: var(--link); } .how { color: var(--faint); font-size: .9rem; }
        code, h1, h2, li, figcaption, summary { overflow-wrap: anywhere; }
        figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
        figcaption { color: var(--faint); font-size: .9rem; }
        table { border-collapse: collapse; font-size: .9rem; margin: .5rem 0 1rem; }
        details { overflow-x: auto; } summary { cursor: pointer; }
        th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line);
          font-variant-numeric: tabular-nums; vertical-align: top; }
        strong { color: #c2410c; }
        @media (prefers-color-scheme: dark) { strong { color: #ff9b7d; } }
        @media (max-width: 30rem) { details { max-width: calc(100vw - 2rem); } }

        """;
}
