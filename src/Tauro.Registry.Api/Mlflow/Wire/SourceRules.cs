using System.Net;
using System.Text.RegularExpressions;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// Checks the source of a version as MLflow does: it must be a URI with an absolute path that stays the same when
/// decoded. No run has its artifacts in a folder of the client, so a local path is never allowed. The source is stored
/// unchanged, and the server never reads from it.
/// </summary>
internal static partial class SourceRules
{
    /// <param name="source">The source.</param>
    /// <param name="parameter"><c>run_id</c> or <c>model_id</c>, for the message.</param>
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
    /// Checks the source of a prompt. A prompt has no files, so the source may be any string except a local path.
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

    // Decoded until nothing changes: dots may be encoded more than once.
    private static bool IsAbsolute(string source)
    {
        for (var decoded = WebUtility.UrlDecode(source); decoded != source; decoded = WebUtility.UrlDecode(source))
            source = decoded;
        if (source.Contains('\0') || source.Split('/', '\\').Contains("..")) return false;
        var path = GetPath(source);
        return path.StartsWith('/') && !path.Split('/').Contains(".");
    }

    private static string GetPath(string source)
    {
        var rest = source[(source.IndexOf(':') + 1)..];
        if (rest.IndexOfAny(['?', '#']) is var end and >= 0) rest = rest[..end];
        if (!rest.StartsWith("//", StringComparison.Ordinal)) return rest;
        return rest.IndexOf('/', 2) is var slash and >= 0 ? rest[slash..].TrimEnd('/') : "";
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:")]
    private static partial Regex Scheme();
}
