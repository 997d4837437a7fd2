using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Tauro.AppHost.Start;

/// <summary>
/// The AppHost's own settings, from the environment or the command line (<c>--TAURO_GATEWAY_PORT=5081</c>).
/// </summary>
/// <param name="DataFolder">
/// <c>TAURO_MLOPS_PATH</c>: the absolute path of the data folder. Default <c>./mlops_data</c>.
/// </param>
/// <param name="GatewayPort"><c>TAURO_GATEWAY_PORT</c>: 5080 by default; 0 for any free port.</param>
/// <param name="GatewayReplicas">
/// <c>TAURO_GATEWAY_REPLICAS</c>: the number of gateways that share the port, 1 to 16. Default 1.
/// </param>
/// <param name="WebReplicas">
/// <c>TAURO_WEB_REPLICAS</c>: the number of processes that render the pages, 1 to 16. Default 1.
/// </param>
/// <param name="RestartDelayMax">
/// <c>TAURO_RESTART_DELAY_MAX</c>: the longest pause before a crashed service is restarted. Default 30 s.
/// </param>
/// <param name="ChecksCredentials">
/// <c>TAURO_AUTH</c>: <c>required</c>, or <c>off</c> (default), and then there is no identity service.
/// </param>
/// <param name="Dashboard"><c>TAURO_DASHBOARD</c>: <c>on</c> (default) or <c>off</c>.</param>
internal sealed record AppHostSettings(
    string DataFolder, int GatewayPort, int GatewayReplicas, int WebReplicas, TimeSpan RestartDelayMax,
    bool ChecksCredentials, bool Dashboard)
{
    public const string AuthVariable = "TAURO_AUTH";
    public const string GatewayPortVariable = "TAURO_GATEWAY_PORT";
    private const int GatewayPortDefault = 5080;
    private const int ReplicasMax = 16;

    /// <exception cref="AppHostRefusedException">A setting has an invalid value.</exception>
    public static AppHostSettings Read(IConfiguration configuration) => new(
        Path.GetFullPath(configuration["TAURO_MLOPS_PATH"] is { Length: > 0 } path ? path : "mlops_data"),
        Number(configuration, GatewayPortVariable, GatewayPortDefault, 0, IPEndPoint.MaxPort),
        Number(configuration, "TAURO_GATEWAY_REPLICAS", 1, 1, ReplicasMax),
        Number(configuration, "TAURO_WEB_REPLICAS", 1, 1, ReplicasMax),
        Duration(configuration, "TAURO_RESTART_DELAY_MAX", TimeSpan.FromSeconds(30)),
        configuration[AuthVariable] switch
        {
            "required" => true,
            null or "" or "off" => false,
            var other => throw AppHostRefusedException.Setting(AuthVariable, other, "Set it to required or off."),
        },
        configuration["TAURO_DASHBOARD"] switch
        {
            null or "" or "on" => true,
            "off" => false,
            var other => throw AppHostRefusedException.Setting("TAURO_DASHBOARD", other, "Set it to on or off."),
        });

    /// <summary>
    /// Claims the data folder and checks that the gateway's port is free, before anything is started.
    /// </summary>
    /// <returns>The claim, which holds the data folder until it is disposed or the process ends.</returns>
    /// <exception cref="AppHostRefusedException">Another AppHost uses the folder, or the port is taken.</exception>
    public IDisposable Prepare()
    {
        var claim = DataFolderClaim.Take(DataFolder);
        // Aspire reports a gateway behind its proxy as running even if another program has the port.
        if (GatewayPort != 0) PortCheck.Require(GatewayPort, "the gateway", GatewayPortVariable);
        return claim;
    }

    private static int Number(IConfiguration configuration, string variable, int defaultValue, int min, int max)
    {
        if (configuration[variable] is not { Length: > 0 } input) return defaultValue;
        return int.TryParse(input, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                ? value
                : throw AppHostRefusedException.Setting(
                    variable, input, $"Set it to a number from {min} to {max}, or leave it out for {defaultValue}.");
    }

    private static TimeSpan Duration(IConfiguration configuration, string variable, TimeSpan defaultValue)
    {
        if (configuration[variable] is not { Length: > 0 } input) return defaultValue;
        return TimeSpan.TryParse(input, CultureInfo.InvariantCulture, out var value)
            && value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
                ? value
                : throw AppHostRefusedException.Setting(
                    variable, input, "Set it to hours:minutes:seconds, such as 00:00:30, up to one day.");
    }
}
