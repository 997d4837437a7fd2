using Tauro.ServiceDefaults;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Gateway.Availability;

/// <summary>
/// Ends requests to a service that is frozen: it accepts them, but never responds. A slow service is not frozen, as it
/// responds to probes; nor is one that still takes the bytes of an upload.
/// </summary>
internal sealed class FrozenUpstream(RequestDelegate next, RequestsInFlight requests)
{
    public async Task Invoke(HttpContext context)
    {
        var client = context.RequestAborted;
        var request = requests.Begin(context, CountArtifact(context));
        context.RequestAborted = request.Token;
        try
        {
            await next(context);
        }
        finally
        {
            requests.End(request);
            context.RequestAborted = client; // still usable for the response that says why
        }
    }

    private static CountedBody? CountArtifact(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is null) return null;
        var body = new CountedBody(context.Request.Body);
        context.Request.Body = body;
        return body;
    }
}
