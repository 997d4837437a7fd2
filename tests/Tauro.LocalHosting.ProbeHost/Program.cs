// An AppHost with every kind of reference, so that a test can ask the probes what they were given.
using System.Globalization;

var builder = DistributedApplication.CreateBuilder(args);
var port = int.Parse(builder.Configuration["PROBE_PORT"]!, CultureInfo.InvariantCulture);

var redis = builder.AddRedis("redis");
var rabbitmq = builder.AddRabbitMQ("rabbitmq");
var database = builder.AddPostgres("postgres").AddDatabase("tauro-db", "tauro");
var warehouse = builder.AddConnectionString("warehouse");
var key = builder.AddParameter("key", secret: true);

var worker = builder.AddProject<Projects.Tauro_LocalHosting_Probe>("my-worker", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpEndpoint(name: "admin", env: "ADMIN_PORT")
    .WithHttpHealthCheck("/health/ready")
    .WaitFor(redis);

builder.AddProject<Projects.Tauro_LocalHosting_Probe>("probe")
    .WithReplicas(2)
    .WithReference(redis)
    .WithReference(rabbitmq, optional: true)
    .WithReference(database)
    .WithReference(warehouse)
    .WithReference(worker).WaitFor(worker)
    .WithReference("outside", new Uri("https://example.test"))
    .WithEnvironment("FROM_PROGRAM", "program")
    .WithEnvironment("KEY", key)
    .WithEnvironment("WORKER_URL", worker.GetEndpoint("http"))
    .WithEnvironment("SENTENCE", $"worker is at {worker.GetEndpoint("http")}/x")
    .WithHttpEndpoint(port: port)
    .WithHttpHealthCheck("/health/ready");

builder.Build().Run();
