using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Crash;

/// <summary>
/// Writers that log runs without pause and record what was acknowledged. A failed request may have been executed or
/// not, so its data is not recorded, and the writer continues with another run.
/// </summary>
internal sealed class WriteLoad : IAsyncDisposable
{
    private const int PointsPerBatch = 20;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly TauroApi api;
    private readonly ExperimentId experimentId;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task[] writers;
    private int acknowledged;
    private int failed;

    public WriteLoad(TauroApi api, ExperimentId experimentId, int writerCount)
    {
        (this.api, this.experimentId) = (api, experimentId);
        writers = [.. Enumerable.Range(0, writerCount).Select(writer => Task.Run(() => Write(writer)))];
    }

    public ConcurrentDictionary<string, WrittenRun> Runs { get; } = new();

    /// <summary>The number of requests that got a 2xx so far.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>The number of failed requests, which shows whether a kill had an effect.</summary>
    public int Failed => Volatile.Read(ref failed);

    public async Task Stop()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(writers);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        stopping.Dispose();
    }

    private async Task Write(int writer)
    {
        for (var number = 0; !stopping.IsCancellationRequested; number++)
            try
            {
                await WriteRun($"w{writer}-{number}");
            }
            catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref failed);
                await Task.WhenAny(Task.Delay(RetryDelay, stopping.Token));
            }
    }

    private async Task WriteRun(string name)
    {
        var run = await api.StartRun(new NewRun(experimentId, name));
        Interlocked.Increment(ref acknowledged);
        var written = Runs[run.RunId] = new WrittenRun(run.RunId, name);

        for (var step = 0; step < 2; step++)
        {
            var points = Points(step);
            var param = KeyValuePair.Create($"p{step}", $"{name}/{step}");
            await api.Log(run.RunId, new RunBatch(points, new Dictionary<string, string>([param])));
            written.Logged(points, param);
            Interlocked.Increment(ref acknowledged);
        }

        // NONE: a version without files, which is READY as soon as it is acknowledged.
        var version = await api.Register($"m-{name}", new NewModelVersion(
            ArtifactMode: ArtifactMode.None, SourceRunId: run.RunId));
        written.Version = $"{version.Name}/{version.Version}";
        await api.EndRun(run.RunId);
        written.Ended = true;
        Interlocked.Add(ref acknowledged, 2);
    }

    private static MetricPoint[] Points(int step) =>
    [
        .. Enumerable.Range(0, PointsPerBatch).Select(i => new MetricPoint(
            i % 2 == 0 ? "loss" : "auc", 1.0 / (i + 1 + step), 1_700_000_000_000 + i, (step * PointsPerBatch) + i)),
    ];
}
