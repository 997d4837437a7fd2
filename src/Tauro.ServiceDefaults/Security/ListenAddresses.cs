using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Tauro.ServiceDefaults.Security;

/// <summary>The addresses on which a process listens, as Kestrel takes them from the configuration.</summary>
internal static class ListenAddresses
{
    private const char Separator = ';';

    /// <summary>Returns those that other machines may reach.</summary>
    public static IEnumerable<string> FindOpen(IConfiguration configuration) =>
        Read(configuration).Where(address => !IsLoopback(address));

    private static IEnumerable<string> Read(IConfiguration configuration)
    {
        string[] endpoints =
        [
            .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"])
                .OfType<string>(),
        ];
        if (endpoints.Length > 0) return endpoints;
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        if (urls.Length > 0) return urls;
        return Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}")
            .Concat(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"));
    }

    private static string[] Split(string? list) =>
        list?.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsLoopback(string address)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return true; // Kestrel does not listen there, and says why.
        }

        return binding.IsUnixPipe || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(binding.Host.AsSpan().Trim("[]"), out var ip) && IPAddress.IsLoopback(ip);
    }
}
