using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Artifacts;

internal static class PutArtifact
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        string? path,
        HttpContext http,
        IRunStore runs,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        var expect = ArtifactReception.Expected(http.Request);
        if (expect.Problem is { } unreadable) return unreadable.Answer<ArtifactStored>();
        var located = await RunArtifacts.LocateForWriting(runs, runId, path, cancel);
        if (located.Problem is { } problem) return problem.Answer<ArtifactStored>();

        var place = located.Value;
        var received = await artifacts.Receive(http, place.Stored, expect.Value, stored => Logged(place, stored));
        return received.Below(place.Root).Answer(file => new ArtifactStored(
            file.Artifact with { Path = place.Relative }, AddressOf(runId, place.Relative), file.IsNew));
    }

    /// <summary>The event that goes with a stored artifact.</summary>
    public static PendingEvent Logged(RunArtifactPath place, Artifact stored) => PendingEvent.Of(
        new ArtifactLogged(place.RunId, place.Relative, stored.SizeBytes ?? 0, stored.Sha256 ?? ""));

    /// <summary>Where an artifact can be downloaded.</summary>
    public static string AddressOf(string runId, string path) =>
        $"/api/v1/runs/{runId}/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
