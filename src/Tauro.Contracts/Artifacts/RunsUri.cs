using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Artifacts;

/// <summary>
/// The source of a model version: an artifact of a run, as <c>runs:/{run_id}/{path}</c>. This is the only parser of
/// sources. It rejects invalid ones instead of cleaning them up, and accepts no other scheme, so a source can't make
/// the service read anything else.
/// </summary>
public readonly record struct RunsUri
{
    public const string Scheme = "runs:/";

    private const int RunIdLength = 32;

    private RunsUri(RunId runId, ArtifactPath path) => (RunId, Path) = (runId, path);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public RunId RunId { get; }

    /// <summary>A file or directory among the run's artifacts; never the root.</summary>
    public ArtifactPath Path { get; }

    public static bool TryParse(string? value, out RunsUri uri, [NotNullWhen(false)] out string? error)
    {
        uri = default;
        error = null;
        if (value is null || !value.StartsWith(Scheme, StringComparison.Ordinal))
        {
            error = "The source is not of the form runs:/{run_id}/{path}, the only supported one.";
            return false;
        }

        var slash = value.IndexOf('/', Scheme.Length);
        var runId = slash < 0 ? value[Scheme.Length..] : value[Scheme.Length..slash];
        if (!IsRunId(runId))
            error = "The source has no valid run id: runs:/ is followed by 32 lower-case hexadecimal digits.";
        else if (slash < 0 || slash == value.Length - 1)
            error = "The source names a run but no artifact: add the artifact's path, runs:/{run_id}/{path}.";
        else if (ArtifactPath.TryParse(value[(slash + 1)..], out var path, out error))
            uri = new RunsUri(new RunId(runId), path);
        return error is null;
    }

    /// <summary>Whether a value has the form of a run id.</summary>
    public static bool IsRunId(string? value) =>
        value is { Length: RunIdLength } && value.All(char.IsAsciiHexDigitLower);

    public override string ToString() => $"{Scheme}{RunId}/{Path}";
}
