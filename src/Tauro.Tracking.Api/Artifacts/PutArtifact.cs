using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Artifacts;

internal sealed class PutArtifact
{
    public static async Task<Results<Created<Artifact>, Ok<Artifact>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "run_id")] string runId,
        string? path,
        HttpContext http,
        IRunStore runs,
        IArtifactStore artifacts,
        TrackingMetrics metrics,
        ILogger<PutArtifact> log,
        CancellationToken cancel)
    {
        var checksum = Checksum.Of(http.Request.Headers);
        if (checksum.Problem is { } badChecksum) return Refuse(badChecksum);
        if (http.Request.ContentLength > Limits.ArtifactBytesMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"The artifact has {http.Request.ContentLength} bytes; the limit is {Limits.ArtifactBytesMax}.");
        var located = await RunArtifacts.LocateForWriting(runs, runId, path, cancel);
        if (located.Problem is { } problem) return Refuse(problem);

        var place = located.Value;
        var replaces = await Exists(artifacts, place.Stored, cancel);
        var body = new BoundedStream(http.Request.Body);
        var expect = new ArtifactExpectation(http.Request.ContentLength, checksum.Value);
        var written = await artifacts.Write(place.Stored, body, expect, stored => Logged(place, stored), cancel);
        metrics.ArtifactReceived(body.Count);
        if (written.Problem is { } refused) return Refuse(refused);

        log.ArtifactStored(runId, place.Relative, written.Value.SizeBytes);
        var artifact = written.Value with { Path = place.Relative };
        http.Response.Headers.ETag = $"\"{artifact.Sha256}\"";
        return replaces
            ? TypedResults.Ok(artifact)
            : TypedResults.Created(AddressOf(runId, place.Relative), artifact);
    }

    /// <summary>The event that goes with a stored artifact.</summary>
    public static PendingEvent Logged(RunArtifactPath place, Artifact stored) => PendingEvent.Of(
        new ArtifactLogged(place.RunId, place.Relative, stored.SizeBytes ?? 0, stored.Sha256 ?? ""));

    /// <summary>Where an artifact can be downloaded.</summary>
    public static string AddressOf(string runId, string path) =>
        $"/api/v1/runs/{runId}/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    private static async ValueTask<bool> Exists(IArtifactStore artifacts, ArtifactPath path, CancellationToken cancel)
    {
        var open = await artifacts.Open(path, cancel);
        if (!open.IsOk) return false;
        await open.Value.DisposeAsync();
        return true;
    }

    private static Results<Created<Artifact>, Ok<Artifact>, Invalid, NotFound, Conflict> Refuse(StoreProblem problem) =>
        problem.Kind switch
        {
            ProblemKind.NotFound => new NotFound(problem),
            ProblemKind.Conflict => new Conflict(problem),
            _ => new Invalid(problem),
        };
}
