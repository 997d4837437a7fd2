using Tauro.AppHost.Running;
using Tauro.AppHost.Servers;
using Tauro.AppHost.Services;
using Tauro.AppHost.Start;

return AppHostProgram.Run(args, (builder, settings) =>
{
    var redis = builder.AddRedisServer("redis", settings);
    var rabbitmq = builder.AddRabbitMQServer("rabbitmq", settings);

    // The services follow each other's events, but start without each other and without a server. So does the gateway:
    // while one of them cannot start, the other is served.
    var tracking = builder.AddService<Projects.Tauro_Tracking_Api>("tracking", settings);
    var registry = builder.AddService<Projects.Tauro_Registry_Api>("registry", settings);
    tracking.WithReference(registry).WithServer(rabbitmq);
    registry.WithReference(tracking).WithServer(redis).WithServer(rabbitmq);
    var identity = settings.ChecksCredentials
        ? builder.AddService<Projects.Tauro_Identity_Api>("identity", settings)
        : null;
    identity?.WithReference(tracking).WithReference(registry).WithServer(rabbitmq);
    var web = builder.AddService<Projects.Tauro_Web>("web", settings, replicas: settings.WebReplicas);

    var gateway = builder.AddService<Projects.Tauro_Gateway>(
            "gateway", settings, settings.GatewayPort, settings.GatewayReplicas)
        .WithReference(tracking)
        .WithReference(registry)
        .WithReference(web)
        .WithExternalHttpEndpoints();
    web.WithReference(gateway);
    if (identity is not null) gateway.WithReference(identity).WithServer(redis); // it keeps the sessions there

    builder.RestartCrashedServices(settings.RestartDelayMax);
    string[] services = ["gateway", "web", "registry", "tracking", .. identity is null ? [] : new[] { "identity" }];
    builder.StopInOrder(services);
    builder.PrintWhenReady(settings, services);
});
