using System.Net;
using System.Text.RegularExpressions;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// Which sources of a version MLflow takes: URIs with an absolute path that no decoding turns into another one. No run
/// here has its artifacts in a folder of the client's, so a local path is never inside one. The text is kept as it is;
/// nothing on this side follows it.
/// </summary>
internal static partial class SourceRules
{
    /// <param name="source">The source.</param>
    /// <param name="parameter"><c>run_id</c> or <c>model_id</c>, whichever the request relies on.</param>
    public static void Check(string source, string parameter)
    {
        if (IsLocal(source))
            throw MlflowException.Invalid(
                $"Invalid model version source: '{source}'. To use a local path as a model version source, the "
                + $"{parameter} request parameter has to be specified and the local path has to be contained within "
                + $"the artifact directory of the run specified by the {parameter}.");
        CheckAbsolute(source);
    }

    /// <summary>
    /// A prompt has no files, and its source is any word that stands for none; only no path of a disk.
    /// </summary>
    public static void CheckPrompt(string source)
    {
        if (source.StartsWith('/') || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw MlflowException.Invalid(
                $"Invalid prompt source: '{source}'. Local source paths are not allowed for prompts.");
        if (Scheme().IsMatch(source)) CheckAbsolute(source);
    }

    private static void CheckAbsolute(string source)
    {
        if (!IsAbsolute(source))
            throw MlflowException.Invalid(
                $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, "
                + "ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path "
                + "references present. Please provide an absolute path.");
    }

    private static bool IsLocal(string source) =>
        !Scheme().IsMatch(source) || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    // Encoded dots are dots to whoever decodes them, however often they were encoded.
    private static bool IsAbsolute(string source)
    {
        for (var decoded = WebUtility.UrlDecode(source); decoded != source; decoded = WebUtility.UrlDecode(source))
            source = decoded;
        if (source.Contains('\0') || source.Split('/', '\\').Contains("..")) return false;
        var path = PathOf(source);
        return path.StartsWith('/') && !path.Split('/').Contains(".");
    }

    private static string PathOf(string source)
    {
        var rest = source[(source.IndexOf(':') + 1)..];
        if (rest.IndexOfAny(['?', '#']) is var end and >= 0) rest = rest[..end];
        if (!rest.StartsWith("//", StringComparison.Ordinal)) return rest;
        return rest.IndexOf('/', 2) is var slash and >= 0 ? rest[slash..].TrimEnd('/') : "";
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:")]
    private static partial Regex Scheme();
}
