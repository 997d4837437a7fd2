// A service that tells what its host gave it, and that can be made to misbehave.
using System.Collections;

if (Environment.GetEnvironmentVariable("PROBE_REFUSAL") is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return 78;
}

var app = WebApplication.CreateBuilder(args).Build();
var healthy = !string.Equals(Environment.GetEnvironmentVariable("PROBE_HEALTHY"), "false", StringComparison.Ordinal);

app.MapGet("/env", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToDictionary(v => (string)v.Key, v => (string?)v.Value));
app.MapGet("/where", () => new { Environment.ProcessId, Environment.CurrentDirectory });
app.MapGet("/health/ready", () => healthy ? Results.Ok() : Results.StatusCode(503));
app.MapPost("/health/{value:bool}", (bool value) => healthy = value);
app.MapPost("/crash", () => Environment.FailFast("asked to"));
app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("probe is told to stop"));
app.Run();
return 0;
