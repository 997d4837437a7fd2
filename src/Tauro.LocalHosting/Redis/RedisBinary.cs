namespace Tauro.LocalHosting;

/// <summary>A private <c>redis-server</c>.</summary>
internal static class RedisBinary
{
    public static ProcessPlan Run(string name, string binary, ServerSite site)
    {
        var folder = site.Folder("redis");
        var configuration = Path.Combine(folder, "redis.conf");

        // In a file of its own, because a process's arguments can be read by every user. The bridge's messages are
        // moved past the outbox's cursor once Redis has them, so Redis has to have them on disk.
        PrivateFile.Write(
            configuration,
            $"""
            bind 127.0.0.1
            port {site.Port}
            requirepass {site.Password}
            loglevel warning
            dir "{folder}"
            appendonly yes
            appendfsync always
            save ""

            """);
        return new(name, binary, [configuration], folder);
    }
}
