using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Tauro.Contracts.Health;

namespace Tauro.Gateway.Status;

/// <summary>The status of all services, as plain HTML that the browser reloads every five seconds.</summary>
internal sealed class StatusPage(SuiteStatus suite) : IResult
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --quiet: #777; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1.25rem; }
        h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        p.lead { color: var(--quiet); margin: .25rem 0 1.5rem; }
        table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .45rem .75rem .45rem 0; }
        th { font-weight: 600; color: var(--quiet); font-size: .85rem; }
        tr { border-bottom: 1px solid var(--line); }
        td { vertical-align: top; } .small { color: var(--quiet); font-size: .85rem; }
        .state { white-space: nowrap; } .state::before { content: "●"; margin-right: .4rem; }
        .healthy::before { color: #1a9c5b; } .degraded::before { color: #d48a00; }
        .unhealthy::before { color: #d03a3a; }
        pre { background: #8881; padding: .75rem 1rem; overflow-x: auto; border-radius: 6px; }
        a { color: #2f6fdd; } ul { padding-left: 1.2rem; } nav a { margin-right: 1.25rem; }
        """;

    private static readonly string Policy =
        "default-src 'none'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))
        + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(Html(httpContext.Request), httpContext.RequestAborted);
    }

    private string Html(HttpRequest request) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta http-equiv="refresh" content="5">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,">
        <title>Tauro</title><style>{Style}</style>
        </head>
        <body>
        <h1>Tauro</h1>
        <p class="lead">Model registry and experiment tracker</p>
        <nav><a href="{Encode(request.PathBase)}/scalar">API reference</a>
        <a href="{Encode(request.PathBase)}/openapi/v1.json">OpenAPI</a>
        <a href="{Encode(request.PathBase)}/status">Status as JSON</a>
        <a href="{Encode(request.PathBase)}/health/ready">Readiness</a>
        <a href="{Encode(request.PathBase)}/metrics">Metrics</a></nav>
        <h2>Services</h2>
        <table><tr><th>Process</th><th>State</th><th>Parts</th><th>Version</th><th>Pid</th><th>Up</th></tr>
        {string.Concat(suite.Services.Select(Row))}
        </table>
        {Degraded()}
        <h2>First steps</h2>
        <pre>curl {Encode(Origin(request))}/api/v1/experiments
        curl -X POST {Encode(Origin(request))}/api/v1/experiments \
             -H 'Content-Type: application/json' -d '{Encode("""{"name":"churn"}""")}'
        curl {Encode(Origin(request))}/status</pre>
        </body>
        </html>
        """;

    private static string Row(ServiceStatus service) => $"""
        <tr><td>{Encode(service.Service)}</td><td>{State(service.Status)}</td>
        <td class="small">{string.Join("<br>", service.Runs.Select(Part))}</td>
        <td>{Encode(service.Version)}</td><td>{service.Pid}</td><td>{FormatUptime(service.UptimeSeconds)}</td></tr>
        """;

    private static string Part(DependencyHealth part) =>
        Encode(part.Status == HealthState.Healthy
            ? part.Name
            : $"{part.Name}: {part.Reason ?? "no reason was given"}");

    private string Degraded() => suite.Degraded.Count == 0
        ? "<p class=\"small\">Nothing is degraded.</p>"
        : $"<h2>Degraded</h2><ul>{string.Concat(suite.Degraded.Select(why => $"<li>{Encode(why)}</li>"))}</ul>";

    private static string State(HealthState status)
    {
        var word = status.ToString().ToLowerInvariant();
        return $"<span class=\"state {word}\">{word}</span>";
    }

    private static string FormatUptime(long seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalDays: >= 1 } up => up.ToString(@"d\d\ h\h", CultureInfo.InvariantCulture),
        { TotalHours: >= 1 } up => up.ToString(@"h\h\ m\m", CultureInfo.InvariantCulture),
        var up => up.ToString(@"m\m\ s\s", CultureInfo.InvariantCulture),
    };

    private static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    private static string Encode(string value) => HtmlEncoder.Default.Encode(value);
}
