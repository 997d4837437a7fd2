using System.Net;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>Follows the redirects between the gateway and a provider as a browser does, with cookies.</summary>
internal sealed class ProviderBrowser : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private readonly Uri gateway;

    public ProviderBrowser(RunningGateway gateway)
    {
        this.gateway = new Uri($"http://127.0.0.1:{gateway.Http.BaseAddress!.Port}");
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, CookieContainer = cookies, UseProxy = false,
        });
    }

    public string Origin => gateway.GetLeftPart(UriPartial.Authority);

    /// <summary>All addresses that it was sent to.</summary>
    public List<Uri> Visited { get; } = [];

    /// <summary>All that it received.</summary>
    public string Received { get; private set; } = "";

    /// <summary>The names of the cookies that the gateway gets at a path.</summary>
    public IEnumerable<string> Cookies(string path) =>
        cookies.GetCookies(new Uri(gateway, path)).Select(cookie => cookie.Name);

    /// <summary>Opens a page; goes on until there is no redirect, or the next address has a start.</summary>
    public async Task<(int Status, Uri Address, string Body)> Open(string path, string? until = null)
    {
        var address = new Uri(gateway, path);
        for (var i = 0; i < 10; i++)
        {
            Visited.Add(address);
            using var response = await http.GetAsync(address);
            var body = await response.Content.ReadAsStringAsync();
            Received += $"{response.Headers}{body}\n";
            if (response.Headers.Location is not { } location) return ((int)response.StatusCode, address, body);
            address = new Uri(address, location);
            if (until is not null && address.AbsolutePath.StartsWith(until, StringComparison.Ordinal))
                return ((int)response.StatusCode, address, body);
        }

        throw new InvalidOperationException("There are too many redirects.");
    }

    public async Task<int> Status(string path)
    {
        using var response = await http.GetAsync(new Uri(gateway, path));
        return (int)response.StatusCode;
    }

    /// <summary>Sends a form of a page of the gateway.</summary>
    public async Task<HttpResponseMessage> Post(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, path));
        request.Headers.Add("Origin", Origin);
        return await http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();
}
