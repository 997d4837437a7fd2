using System.Text.RegularExpressions;

namespace Tauro.TestServers.Shapes;

/// <summary>A route under one or more prefixes.</summary>
public sealed partial record ServedRoute(string Method, string Path, string[] Prefixes)
{
    /// <summary>The prefixes that a route of this kind must have.</summary>
    public string[] PrefixesDue => Path switch
    {
        _ when Path.Contains("/mlflow-artifacts/", StringComparison.Ordinal) => ["ajax-api", "api"],
        _ when Prefixes is ["ajax-api"] or [""] => Prefixes, // MLflow serves these only to its UI, or under one path.
        _ => ["ajax-api", "ajax-api preview", "api", "api preview"],
    };

    public bool IsAskedBy(ShapeFixture fixture) =>
        fixture.Method.Method == Method && Pattern().IsMatch(ToApiPath(fixture.Target));

    /// <summary>Returns its path under one of its prefixes.</summary>
    public string Under(string prefix) => prefix.Split(' ') switch
    {
        [""] => Path,
        [var api] => $"/{api}{Path["/api".Length..]}",
        [var api, var preview] => $"/{api}{Path[4..9]}{preview}/{Path[9..]}",
        _ => throw new ArgumentException(prefix, nameof(prefix)),
    };

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Returns the corresponding path under <c>/api</c>.</summary>
    public static string ToApiPath(string path) => Prefix().Replace(path, match => $"/api/{match.Groups["version"]}/");

    public static string PrefixOf(string path) => Prefix().Match(path) is not { Success: true } match
        ? ""
        : match.Groups["api"].Value + (match.Groups["preview"].Success ? " preview" : "");

    // A name in braces matches one segment, and with two stars all following ones. The placeholders of a fixture are
    // also in braces, and match one segment each.
    private Regex Pattern() => new(
        "^" + Regex.Replace(
            Path, @"\{(\*\*)?[^}]+\}|[^{]+",
            part => part.Value[0] != '{' ? Regex.Escape(part.Value) : part.Groups[1].Success ? ".+" : "[^/]+") + "$");

    [GeneratedRegex(@"^/(?<api>(ajax-)?api)/(?<version>[23]\.0)/((?<preview>preview)/)?(?=mlflow)")]
    private static partial Regex Prefix();
}
