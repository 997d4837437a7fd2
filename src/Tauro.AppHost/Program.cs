using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// Written back, so that what the engine does and prints is about these values.
var data = Path.GetFullPath(builder.Configuration["TAURO_MLOPS_PATH"] ?? "mlops_data");
builder.Configuration["TAURO_MLOPS_PATH"] = data;
builder.Configuration["TAURO_GATEWAY_PORT"] ??= "5080";
var testingReset = builder.Configuration["TAURO_TESTING_RESET"] ?? "";

var redis = builder.AddRedis("redis").WithDataVolume().WithPersistence();
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume();

var tracking = builder.AddProject<Projects.Tauro_Tracking_Api>("tracking")
    .WithEnvironment("TAURO_MLOPS_PATH", data)
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(redis).WaitFor(redis)
    .WithReference(rabbitmq, optional: true).WaitFor(rabbitmq)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

// Registry fills versions from their runs' artifacts in the background. It needs no Tracking to start or to answer.
var registry = builder.AddProject<Projects.Tauro_Registry_Api>("registry")
    .WithEnvironment("TAURO_MLOPS_PATH", data)
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(tracking)
    .WithReference(redis).WaitFor(redis)
    .WithReference(rabbitmq, optional: true).WaitFor(rabbitmq)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health/ready");

builder.AddProject<Projects.Tauro_Gateway>("gateway")
    .WithEnvironment("TAURO_TESTING_RESET", testingReset)
    .WithReference(tracking).WaitFor(tracking)
    .WithReference(registry).WaitFor(registry)
    .WithHttpEndpoint(port: builder.Configuration.GetValue<int>("TAURO_GATEWAY_PORT"))
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready");

builder.Build().Run();
