namespace Tauro.Stores.Local.Engine;

/// <summary>The process that writes to a folder.</summary>
internal sealed record WriterLockHolder(int Pid, string Host, DateTimeOffset Since)
{
    public override string ToString() => $"process {Pid} on host {Host} since {Since:yyyy-MM-dd HH:mm:ss}Z";
}
