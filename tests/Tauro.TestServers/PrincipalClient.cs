using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tauro.Stores.Access;

namespace Tauro.TestServers;

/// <summary>Sends requests to a service's own port as any principal.</summary>
/// <param name="http">A client of the service.</param>
/// <param name="tokens">Signs the tokens.</param>
/// <param name="service">The name of the service.</param>
public sealed class PrincipalClient(HttpClient http, TestTokens tokens, string service)
{
    /// <summary>Returns the JSON of a 2xx response; default for one without a body.</summary>
    /// <exception cref="InvalidOperationException">The response is another.</exception>
    public async Task<JsonElement> Send(Principal sender, HttpMethod method, string path, object? body = null)
    {
        var (status, content) = await Exchange(sender, method, path, body);
        return status is < 200 or > 299
            ? throw new InvalidOperationException($"{method} {path}: {status} {content}")
            : content.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(content);
    }

    /// <summary>Returns the status of any response.</summary>
    public async Task<int> Status(Principal sender, HttpMethod method, string path, object? body = null) =>
        (await Exchange(sender, method, path, body)).Status;

    /// <summary>Returns any response.</summary>
    public async Task<(int Status, string Body)> Exchange(
        Principal sender, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(sender, service));
        request.Content = body switch
        {
            null => null,
            string file => new StringContent(file),
            _ => JsonContent.Create(body),
        };
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
