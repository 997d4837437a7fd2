using Microsoft.AspNetCore.Http.Features;
using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults;

namespace Tauro.Gateway.Proxy;

/// <summary>Removes the size limit from artifact bodies and allows them to pause.</summary>
internal sealed class ArtifactBodies(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        // A POST on these paths begins or completes an upload and has a JSON body.
        if ((HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPatch(context.Request.Method))
            && RouteTable.CarriesArtifacts(context.Request.Path.Value ?? ""))
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null;
            StreamedBodyPace.Relax(context);
        }

        return next(context);
    }
}
