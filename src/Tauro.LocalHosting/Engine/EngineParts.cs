using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Tauro.LocalHosting;

/// <summary>What every running resource uses of the engine.</summary>
internal sealed class EngineParts(
    IConfiguration configuration, IHostEnvironment environment, DistributedApplicationExecutionContext execution,
    TimeProvider time, Watchdog watchdog, PortAllotment ports, ConsoleOutput log, StatusBoard board)
{
    public IConfiguration Configuration => configuration;

    public IHostEnvironment Environment => environment;

    public DistributedApplicationExecutionContext Execution => execution;

    public TimeProvider Time => time;

    public Watchdog Watchdog => watchdog;

    public PortAllotment Ports => ports;

    public ConsoleOutput Log => log;

    public StatusBoard Board => board;
}
