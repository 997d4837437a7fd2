using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;

namespace Tauro.Artifacts.Http;

/// <summary>Stores the body of a request as an artifact, without holding more than a buffer in memory.</summary>
public static class ArtifactReceiver
{
    /// <summary>Marks a route that accepts a file of any size, with any content type or none.</summary>
    public static RouteHandlerBuilder AcceptsFile(this RouteHandlerBuilder route) =>
        route.WithStreamedBody().Accepts<Stream>("application/octet-stream", "*/*");

    /// <summary>Gets what the headers state about the body: <c>Content-Length</c> and a SHA-256.</summary>
    public static StoreOutcome<ArtifactExpectation> GetExpectation(HttpRequest request)
    {
        var checksum = ArtifactChecksum.Parse(request.Headers);
        if (checksum.Problem is { } unreadable) return unreadable;
        return request.ContentLength > Limits.ArtifactBytesMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact has {request.ContentLength} bytes; the limit is {Limits.ArtifactBytesMax}.")
            : new ArtifactExpectation(request.ContentLength, checksum.Value);
    }

    /// <summary>Stores the body.</summary>
    /// <param name="artifacts">The store.</param>
    /// <param name="context">The request.</param>
    /// <param name="path">The path in the store.</param>
    /// <param name="expect">From <see cref="GetExpectation"/>.</param>
    /// <param name="written">Creates the event to commit with it.</param>
    public static async ValueTask<StoreOutcome<WrittenArtifact>> Receive(
        this ArtifactStore artifacts,
        HttpContext context,
        ArtifactPath path,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? written = null)
    {
        var cancel = context.RequestAborted;
        return await context.Receive(body => artifacts.Write(path, body, expect, written, cancel));
    }

    /// <summary>Passes the body on, and counts the bytes that were read.</summary>
    /// <param name="context">The request.</param>
    /// <param name="take">Reads the body.</param>
    /// <param name="bytesMax">The maximum size of the body.</param>
    public static async ValueTask<StoreOutcome<T>> Receive<T>(
        this HttpContext context,
        Func<Stream, ValueTask<StoreOutcome<T>>> take,
        long bytesMax = Limits.ArtifactBytesMax)
    {
        var body = new ArtifactBody(context.Request.Body, bytesMax);
        var outcome = await take(body);
        context.RequestServices.GetService<ArtifactMetrics>()?.Received(body.Count);
        return outcome;
    }
}
