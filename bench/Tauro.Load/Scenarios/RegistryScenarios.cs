using System.Text.Json.Nodes;

namespace Tauro.Load.Scenarios;

/// <summary>Creates, reads and searches models and versions.</summary>
public static class RegistryScenarios
{
    private const int Models = 200;
    private const int Versions = 2;
    private const int PageSize = 1000;
    private const string Source = "mlflow-artifacts:/1/abc/artifacts/model";

    public static IEnumerable<Scenario> All() =>
    [
        new("registered_models_create", CreateModels),
        new("model_versions_create", CreateVersions),
        new("model_versions_get", GetVersions),
        new("model_versions_search", SearchVersions),
        new("registered_models_search", SearchModels),
    ];

    private static Task<Step> CreateModels(TestBed bed)
    {
        var mark = MlflowServer.Unique();
        return Task.FromResult(new Step(
            (_, number) => bed.Server.Post("registered-models/create", new
            {
                name = $"m-{mark}-{number}", tags = new[] { new { key = "a", value = "b" } }, description = "d",
            }),
            Stored: () => Count(bed.Server, "registered-models", "registered_models", $"name LIKE 'm-{mark}-%'")));
    }

    /// <summary>One model per client, because the versions of a model are numbered one after another.</summary>
    private static async Task<Step> CreateVersions(TestBed bed)
    {
        var names = Enumerable.Range(0, bed.Clients).Select(_ => $"mv-{MlflowServer.Unique()}").ToArray();
        foreach (var name in names) await bed.Server.Post("registered-models/create", new { name });
        return new Step(
            (client, _) => bed.Server.Post("model-versions/create", new { name = names[client], source = Source }),
            Stored: async () =>
            {
                long count = 0;
                foreach (var name in names)
                    count += await Count(bed.Server, "model-versions", "model_versions", $"name='{name}'");
                return count;
            });
    }

    private static async Task<Step> GetVersions(TestBed bed)
    {
        var mark = await SharedModels(bed);
        return new Step(
            (_, number) => bed.Server.Get($"model-versions/get?name=load-{mark}-{number % Models}&version=1"));
    }

    private static async Task<Step> SearchVersions(TestBed bed)
    {
        var mark = await SharedModels(bed);
        return new Step((_, number) => bed.Server.Get("model-versions/search?max_results=100&filter=" +
            Uri.EscapeDataString($"name='load-{mark}-{number % Models}'")));
    }

    private static async Task<Step> SearchModels(TestBed bed)
    {
        var mark = await SharedModels(bed);
        var route = "registered-models/search?max_results=100&filter=" +
            Uri.EscapeDataString($"name LIKE 'load-{mark}-%'");
        return new Step((_, _) => bed.Server.Get(route));
    }

    private static Task<string> SharedModels(TestBed bed) => bed.Once("models", async () =>
    {
        var mark = MlflowServer.Unique();
        for (var model = 0; model < Models; model++)
        {
            var name = $"load-{mark}-{model}";
            var tags = new[] { new { key = "team", value = $"t{model % 5}" } };
            await bed.Server.Post("registered-models/create", new { name, tags });
            for (var version = 0; version < Versions; version++)
                await bed.Server.Post("model-versions/create", new { name, source = Source });
        }

        return mark;
    });

    private static async Task<long> Count(MlflowServer server, string nouns, string field, string filter)
    {
        long count = 0;
        string? token = null;
        do
        {
            var from = token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}";
            var page = await server.GetJson(
                $"{nouns}/search?max_results={PageSize}&filter={Uri.EscapeDataString(filter)}{from}");
            count += (page[field] as JsonArray)?.Count ?? 0;
            token = (string?)page["next_page_token"];
        }
        while (!string.IsNullOrEmpty(token));

        return count;
    }
}
