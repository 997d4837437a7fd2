using System.Net.Http.Headers;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>Sends requests as a browser does, with one cookie.</summary>
internal sealed class SessionBrowser(RunningGateway gateway)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
    });

    /// <summary>The header <c>Set-Cookie</c> of the sign-in.</summary>
    public string SetCookie { get; private set; } = "";

    public string Cookie => SetCookie.Split(';')[0];

    public string Origin => gateway.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Signs in, and keeps the cookie.</summary>
    public async Task<HttpResponseMessage> SignIn(
        string name, string password, string query = "", params (string Name, string Value)[] headers)
    {
        using var request = Create(HttpMethod.Post, "/sign-in" + query, [("Origin", Origin), .. headers]);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["name"] = name, ["password"] = password });
        var response = await Http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies)) SetCookie = cookies.Single();
        return response;
    }

    /// <summary>Signs in, and may give up before the response.</summary>
    public async Task SignIn(string name, string password, CancellationToken cancel)
    {
        using var request = Create(HttpMethod.Post, "/sign-in", [("Origin", Origin)]);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["name"] = name, ["password"] = password });
        (await Http.SendAsync(request, cancel)).Dispose();
    }

    /// <summary>Sends a request with the cookie.</summary>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = Create(method, path, Cookie.Length > 0 ? [("Cookie", Cookie), .. headers] : headers);
        return await Http.SendAsync(request);
    }

    public async Task<int> Status(string path, params (string Name, string Value)[] headers)
    {
        using var response = await Send(HttpMethod.Get, path, headers);
        return (int)response.StatusCode;
    }

    private HttpRequestMessage Create(HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(gateway.Http.BaseAddress!, path));
        foreach (var (name, value) in headers)
            if (name == "Authorization") request.Headers.Authorization = AuthenticationHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
