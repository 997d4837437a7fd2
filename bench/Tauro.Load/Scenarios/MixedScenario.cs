namespace Tauro.Load.Scenarios;

/// <summary>
/// A mix like that of a team. Of a hundred requests, 50 log a batch of 100 points, 20 log a point, 10 read a run, 6
/// read a history, 6 search, 3 create a run, 3 create a model version, and 2 transfer an artifact of 1 MiB. A client
/// logs to the run that it created last, so the number of runs grows as in reality.
/// </summary>
public static class MixedScenario
{
    private const int BatchSize = 100;
    private const int Hundred = 100;
    private const int Coprime = 37;
    private const string Artifacts = "api/2.0/mlflow-artifacts/artifacts/";

    public static Scenario Scenario() => new("mixed", Prepare);

    private static async Task<Step> Prepare(TestBed bed)
    {
        var server = bed.Server;
        var experiment = await server.NewExperiment();
        var model = $"mixed-{MlflowServer.Unique()}";
        await server.Post("registered-models/create", new { name = model });
        var runs = new string[bed.Clients];
        var bodies = new PointBody[bed.Clients];
        for (var client = 0; client < bed.Clients; client++) await NextRun(client);
        return new Step((client, number) => (number * Coprime % Hundred) switch
        {
            < 50 => server.Post("runs/log-batch", bodies[client].Batch(BatchSize)),
            < 70 => server.Post("runs/log-metric", bodies[client].Single()),
            < 80 => server.Get($"runs/get?run_id={runs[client]}"),
            < 86 => server.Get($"metrics/get-history?run_id={runs[client]}&metric_key=m0&max_results=1000"),
            < 92 => server.Post("runs/search", new
            {
                experiment_ids = new[] { experiment }, filter = "metrics.m1 < 0.5",
                order_by = new[] { "metrics.m1 ASC" }, max_results = 20,
            }),
            < 95 => NextRun(client),
            < 98 => server.Post("model-versions/create", new { name = model, source = "mlflow-artifacts:/1/a/model" }),
            < 99 => server.Put($"{Artifacts}{model}/{client}.bin", new NoiseContent(1)),
            _ => FetchArtifact(client),
        });

        async Task NextRun(int client)
        {
            runs[client] = await server.NewRun(experiment);
            bodies[client] = new PointBody(runs[client]);
        }

        async Task FetchArtifact(int client)
        {
            try
            {
                await server.Fetch($"{Artifacts}{model}/{client}.bin");
            }
            catch (HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                await server.Put($"{Artifacts}{model}/{client}.bin", new NoiseContent(1));
            }
        }
    }
}
