using System.Collections.Concurrent;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Checks many crash points on all cores.</summary>
internal static class CrashPoints
{
    private const int FailuresReported = 5;

    public static async Task Each<TModel>(
        IReadOnlyList<CrashPoint<TModel>> points, Func<CrashPoint<TModel>, int, Task> check)
        where TModel : ReferenceModel<TModel>
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(points.Index(), async (point, _) =>
        {
            if (failures.Count >= FailuresReported) return;
            try
            {
                await check(point.Item, point.Index);
            }
            catch (Exception e)
            {
                failures.Enqueue(
                    e.Message.StartsWith(point.Item.Name, StringComparison.Ordinal)
                        ? e.Message : $"{point.Item.Name}: {e.Message}");
            }
        });
        if (!failures.IsEmpty) Assert.Fail(string.Join("\n\n", failures));
    }
}
