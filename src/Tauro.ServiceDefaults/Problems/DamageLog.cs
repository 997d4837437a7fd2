using Microsoft.Extensions.Logging;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Logs damage that requests find, once per file: clients ask for a damaged file again and again.</summary>
internal sealed class DamageLog(ILogger log)
{
    private const int FilesMax = 1_000;
    private readonly Lock gate = new();
    private readonly HashSet<string> files = new(StringComparer.Ordinal);

    public void Write(StorageCorruptException damage)
    {
        lock (gate)
        {
            if (files.Count >= FilesMax || !files.Add(damage.File ?? damage.Message)) return;
        }

        log.DataDamaged(damage, damage.Message);
    }
}
