using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tauro.ServiceDefaults.Tests.Cache;

/// <summary>A Redis of the test's own: a process on a free port, without persistence.</summary>
internal sealed class RedisProcess : IDisposable
{
    private Process? process;

    private RedisProcess(int port) => Port = port;

    public int Port { get; }

    public string Connection => $"127.0.0.1:{Port}";

    public static async Task<RedisProcess> Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var redis = new RedisProcess(((IPEndPoint)probe.LocalEndpoint).Port);
        probe.Stop();
        await redis.Run();
        return redis;
    }

    public async Task Run()
    {
        process = Process.Start(new ProcessStartInfo("redis-server",
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Deadline.Until(Answers, $"Redis answers on port {Port}");
    }

    public void Stop()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Dispose() => Stop();

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
