using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Counts the bodies that handlers hold in memory. Bodies that pass through in parts are not counted, nor are small
/// ones, which are in the buffers of the connection: a large body must not stop the metrics of a training.
/// </summary>
internal sealed class HeldBodies(RequestDelegate next, BodyBudget budget)
{
    private const int SmallBytesMax = 16 << 10;

    public async Task Invoke(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            || context.GetEndpoint() is not { } endpoint || IsPassed(endpoint))
        {
            await next(context);
            return;
        }

        var request = context.Request;
        using var held = new HeldBody(budget, request);
        context.Features.Set(held);
        if (request.ContentLength is null or > SmallBytesMax)
            request.Body = new CountedBody(held.Received, counted: Counted(held, endpoint));
        await next(context);
    }

    private static Action<ReadOnlySpan<byte>> Counted(HeldBody held, Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is null)
            return bytes => held.Add(bytes.Length);
        // The serializer parses members of any type as documents. Other endpoints check what they parse.
        var rows = new JsonRows();
        return bytes =>
        {
            held.Add(bytes.Length);
            rows.Add(bytes);
            if (rows.AreExceeded)
                throw new BodyRefusedException(
                    StatusCodes.Status400BadRequest, ProblemCodes.LimitExceeded, JsonSize.TooManyValues);
        };
    }

    private static bool IsPassed(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { MaxRequestBodySize: null }
        || endpoint.Metadata.GetMetadata<ForwardedBody>() is not null;
}
