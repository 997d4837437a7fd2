using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Crash;

/// <summary>The acknowledged data of one run.</summary>
internal sealed class WrittenRun(RunId runId, string name)
{
    private readonly List<MetricPoint> points = [];
    private readonly Dictionary<string, string> parameters = [];

    public RunId RunId { get; } = runId;

    /// <summary>The acknowledged version of the run, as <c>name/version</c>.</summary>
    public string? Version { get; set; }

    public bool Ended { get; set; }

    public void Logged(IEnumerable<MetricPoint> batch, KeyValuePair<string, string> param)
    {
        points.AddRange(batch);
        parameters.Add(param.Key, param.Value);
    }

    /// <summary>Asserts that all of it is stored. More may be stored, by requests that failed.</summary>
    public async Task AssertKept(TauroApi api)
    {
        var run = await api.GetRun(RunId);
        Assert.Equal(name, run.Name);
        Assert.All(parameters, param => Assert.Equal(param.Value, run.Params[param.Key]));
        if (Ended) Assert.Equal(RunStatus.Completed, run.Status);
        foreach (var series in points.GroupBy(point => point.Key))
        {
            var kept = await api.Get<Page<MetricValue>>($"/api/v1/runs/{RunId}/metrics/history?key={series.Key}");
            Assert.Empty(series.Select(p => new MetricValue(p.Step, p.Timestamp, p.Value)).Except(kept.Items));
        }
    }

    /// <summary>Returns whether both services have received each other's events.</summary>
    public async Task<bool> EffectsArrived(TauroApi api)
    {
        if (Version is null) return true;
        var run = await api.GetRun(RunId);
        if (!run.ModelVersions.Contains(Version)) return false;
        var (model, version) = (Version[..Version.IndexOf('/')], int.Parse(Version[(Version.IndexOf('/') + 1)..]));
        var status = (await api.GetVersion(model, version)).SourceRunStatus;
        return run.Status == RunStatus.Completed ? status == "COMPLETED" : status is not null;
    }
}
