using System.Net;

namespace Tauro.LocalHosting;

/// <summary>Asks one replica for its health, on the port it listens on itself.</summary>
internal static class HealthProbe
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,

        // Polled rarely: a kept connection would only hold up the service's drain.
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    /// <summary>A project without a check is healthy as soon as it runs.</summary>
    public static Func<CancellationToken, Task<bool>> For(ProjectResource project, ProjectPorts ports, int replica)
    {
        var checks = project.Annotations.OfType<HttpHealthCheckAnnotation>().Select(check =>
        {
            var endpoint = Endpoint(project, check);
            var uri = new Uri($"{endpoint.UriScheme}://localhost:{ports.Target(endpoint, replica)}{check.Path}");
            return (Uri: uri, Status: (HttpStatusCode)check.StatusCode);
        }).ToList();
        return async cancellation =>
        {
            foreach (var (uri, status) in checks)
            {
                if (!await AnswersAsync(uri, status, cancellation).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static async Task<bool> AnswersAsync(Uri uri, HttpStatusCode status, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http
                .GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return answer.StatusCode == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static EndpointAnnotation Endpoint(ProjectResource project, HttpHealthCheckAnnotation check)
    {
        var endpoints = project.Annotations.OfType<EndpointAnnotation>().ToList();
        var found = check.EndpointName is { } name
            ? endpoints.Find(e => e.Name == name)
            : endpoints.Find(e => e.Name == "https") ?? endpoints.Find(e => e.Name == "http");
        return found ?? throw new DistributedApplicationException(
            $"The health check of '{project.Name}' needs an endpoint named '{check.EndpointName ?? "http"}'.");
    }
}
