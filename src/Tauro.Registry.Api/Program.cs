using Tauro.Registry.Api.Consumers;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("registry");
        builder.AddTauroOpenApi("registry");
        builder.AddTauroCache();
        builder.AddRegistry();
        builder.AddTauroEvents("registry", RegistryConsumers.Add);
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.MapRegistry();
    });
