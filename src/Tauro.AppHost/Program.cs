using Tauro.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

// Written back, so that what the engine does and prints is about these values.
var data = Path.GetFullPath(
    builder.Configuration["TAURO_MLOPS_PATH"] is { Length: > 0 } path ? path : "mlops_data");
builder.Configuration["TAURO_MLOPS_PATH"] = data;
builder.Configuration[GatewayPort.Variable] ??= "5080";
if (!GatewayPort.TryParse(builder.Configuration[GatewayPort.Variable], out var port))
{
    Console.Error.WriteLine(GatewayPort.Refusal(builder.Configuration[GatewayPort.Variable]));
    return 1;
}

var testingReset = builder.Configuration["TAURO_TESTING_RESET"] ?? "";

var redis = builder.AddRedis("redis").WithDataVolume().WithPersistence();
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume();

// RabbitMQ is the slowest to start, and the services write without it: their events go out when it is there.
var tracking = builder.AddProject<Projects.Tauro_Tracking_Api>("tracking")
    .WithEnvironment("TAURO_MLOPS_PATH", data)
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(redis).WaitFor(redis)
    .WithReference(rabbitmq, optional: true).WaitForStart(rabbitmq)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

// Registry fills versions from their runs' artifacts in the background. It needs no Tracking to start or to answer.
var registry = builder.AddProject<Projects.Tauro_Registry_Api>("registry")
    .WithEnvironment("TAURO_MLOPS_PATH", data)
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(tracking)
    .WithReference(redis).WaitFor(redis)
    .WithReference(rabbitmq, optional: true).WaitForStart(rabbitmq)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

builder.AddProject<Projects.Tauro_Gateway>("gateway")
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(tracking).WaitFor(tracking)
    .WithReference(registry).WaitFor(registry)
    .WithHttpEndpoint(port)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready");

builder.Build().Run();
return Environment.ExitCode;
