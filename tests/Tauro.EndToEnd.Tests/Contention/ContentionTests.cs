using System.Net;
using System.Text.Json;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Contention;

[Collection(EmbeddedCollection.Name)]
public sealed class ContentionTests : StackTests
{
    private const int Callers = 200;

    private readonly TauroApi api;

    public ContentionTests(EmbeddedStack embedded) => (StackUnderTest, api) = (embedded.Stack, embedded.Stack.Api);

    [Fact]
    public async Task Concurrent_registrations_of_one_model_get_different_numbers_without_gaps()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => api.Register(
            "contended", new NewModelVersion(ArtifactMode: ArtifactMode.None, Description: $"caller {i}"))));

        Assert.Equal(Enumerable.Range(1, Callers), versions.Select(v => v.Version).Order());
        foreach (var version in versions)
            Assert.Equal(version.Description, (await api.GetVersion("contended", version.Version)).Description);
        Assert.Equal(Callers, (await api.Get<RegisteredModel>("/api/v1/models/contended")).LastVersion);
    }

    [Fact]
    public async Task Only_one_of_200_concurrent_creations_of_an_experiment_succeeds_and_the_others_conflict()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => api.SendRaw(
            HttpMethod.Post, "/api/v1/experiments", new NewExperiment("contended"))));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        foreach (var refused in responses.Where(response => response.StatusCode != HttpStatusCode.Created))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
            Assert.Equal("experiment_name_taken", problem.RootElement.GetProperty("code").GetString());
        }
    }
}
