using System.Text;
using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Charts;

/// <summary>
/// A run as a line of charts. Its color depends on its id only, so that it is the same on every page.
/// </summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Start">Unix milliseconds.</param>
/// <param name="Live">Whether the run is running, so that its line may grow.</param>
/// <param name="Color">The color's number in charts.css.</param>
/// <param name="Dash">The number of the dash pattern; 0 for a solid line.</param>
public sealed record ChartRun(string Id, string Name, long Start, bool Live, int Color, int Dash)
{
    public const int Colors = 8;
    public const int Dashes = 4;

    /// <summary>
    /// Returns the runs as lines. Two that have the same color have another dash pattern, if there are as many.
    /// </summary>
    public static IReadOnlyList<ChartRun> From(IReadOnlyList<Run> runs)
    {
        var taken = new HashSet<(uint, uint)>();
        return [.. runs.Select(run =>
        {
            var hash = Hash(run.RunId.Value);
            var (color, dash) = (hash % Colors, runs.Count == 1 ? 0 : hash / Colors % Dashes);
            for (var next = 1; !taken.Add((color, dash)) && next < Dashes; next++) dash = (dash + 1) % Dashes;
            return new ChartRun(
                run.RunId.Value, Format.Name(run), run.StartTime, run.Status == RunStatus.Running,
                (int)color, (int)dash);
        })];
    }

    /// <summary>FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/.</summary>
    private static uint Hash(string id)
    {
        var hash = 2_166_136_261;
        foreach (var b in Encoding.UTF8.GetBytes(id)) hash = (hash ^ b) * 16_777_619;
        // Its last bits alone are those of the last characters.
        return hash ^ (hash >> 15);
    }
}
