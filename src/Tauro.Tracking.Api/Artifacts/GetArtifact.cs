using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

internal static class GetArtifact
{
    public static async Task<Results<ArtifactDownload, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] RunId runId,
        string? path,
        IRunStore runs,
        ArtifactStore artifacts,
        CancellationToken cancel,
        [Description("The SHA-256 that the file must have; another one is a conflict.")] string? sha256 = null)
    {
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit)))
            return Invalid.Because(
                ProblemCodes.InvalidRequest,
                "sha256 is not a SHA-256; send its 64 hexadecimal digits, or leave it out.");
        var located = await RunArtifacts.LocateFile(runs, runId, path, cancel);
        if (located.Problem is { } problem) return problem.ToResult<ArtifactDownload>();
        var open = await artifacts.Open(located.Value.StorePath, cancel);
        if (open.IsOk && sha256 is not null
            && !sha256.Equals(open.Value.Artifact.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            await open.Value.DisposeAsync();
            return Conflict.Because(
                ProblemCodes.ChecksumMismatch,
                $"The file '{path}' of run {runId} was replaced: it no longer has the SHA-256 that was asked for. "
                + "If a model version refers to it, register another version.");
        }

        return open.RelativeTo(located.Value.Root)
            .ToResult(content => new ArtifactDownload(content, located.Value.StorePath.Name));
    }
}
