using System.Net;
using System.Text.Json;
using Tauro.Contracts.Events;

namespace Tauro.Mlflow.Tests.Tracking.Artifacts;

/// <summary>Reads responses of the artifact routes.</summary>
internal static class MlflowArtifacts
{
    /// <summary>Returns the JSON of a response that must be 200.</summary>
    public static async Task<string> Ok(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(
            response.StatusCode == HttpStatusCode.OK, $"{response.RequestMessage}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return body;
    }

    public static async Task<(int Status, JsonElement Body)> Error(HttpResponseMessage response) =>
        ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);

    /// <summary>Returns all events so far.</summary>
    public static async Task<IReadOnlyList<EventRecord>> Events(Suite suite)
    {
        List<EventRecord> events = [];
        while (true)
        {
            var after = events.Count == 0 ? 0 : events[^1].Sequence;
            var page = await suite.Get<JsonElement>($"/api/v1/tracking/events?after={after}");
            var items = page.GetProperty("items")
                .Deserialize<List<EventRecord>>(Contracts.Json.TauroJson.Options)!;
            if (items.Count == 0) return events;
            events.AddRange(items);
        }
    }
}
