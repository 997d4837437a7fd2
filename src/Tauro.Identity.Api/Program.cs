return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("identity");
        builder.AddTauroOpenApi("identity");
        builder.AddIdentity();
        builder.AddTauroEvents("identity");
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.MapIdentity();
    });
