namespace Tauro.Load.Scenarios;

/// <summary>Uploads and downloads one large file through the proxied artifact routes.</summary>
public static class ArtifactScenarios
{
    private const string Route = "api/2.0/mlflow-artifacts/artifacts/";

    public static IEnumerable<Scenario> All() =>
    [
        new("artifact_upload", Upload, "MiB", Once: true),
        new("artifact_download", Download, "MiB", Once: true),
    ];

    private static Task<Step> Upload(TestBed bed)
    {
        var folder = MlflowServer.Unique();
        var (size, sent) = (bed.Options.ArtifactMiB, 0);
        return Task.FromResult(new Step(
            async (_, number) =>
            {
                await bed.Server.Put($"{Route}load-{folder}/{number}.bin", new NoiseContent(size));
                Interlocked.Increment(ref sent);
            },
            size, bed.Options.ArtifactTimes,
            async () =>
            {
                long bytes = 0;
                for (var number = 0; number < sent; number++)
                    bytes += await bed.Server.Fetch($"{Route}load-{folder}/{number}.bin");
                return bytes >> 20;
            }));
    }

    private static async Task<Step> Download(TestBed bed)
    {
        var path = await bed.Once("artifact", async () =>
        {
            var made = $"{Route}load-{MlflowServer.Unique()}/model.bin";
            await bed.Server.Put(made, new NoiseContent(bed.Options.ArtifactMiB));
            return made;
        });
        return new Step(
            async (_, _) =>
            {
                var read = await bed.Server.Fetch(path);
                if (read != (long)bed.Options.ArtifactMiB << 20) throw new InvalidDataException($"Got {read} bytes.");
            },
            bed.Options.ArtifactMiB, bed.Options.ArtifactTimes);
    }
}
