using Microsoft.Extensions.Configuration;

namespace Tauro.AppHost.Start;

/// <summary>
/// The dashboard's default address: plain HTTP on loopback, at port 15080 if that is free. Without it Aspire asks for
/// an HTTPS certificate, and reports a port taken by another program as its own.
/// </summary>
internal static class DashboardAddress
{
    private const int Port = 15080;

    /// <summary>Returns command line arguments for the addresses that the configuration does not set.</summary>
    public static IEnumerable<string> Defaults(IConfiguration configuration) =>
        from setting in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{(PortCheck.IsFree(Port) ? Port : 0)}",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:0",
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:0",
        }
        where string.IsNullOrEmpty(configuration[setting.Key])
        select $"--{setting.Key}={setting.Value}";
}
