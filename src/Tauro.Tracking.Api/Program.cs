using Tauro.Tracking.Api;
using Tauro.Tracking.Api.Consumers;

return await TauroProgram.Run(
    args,
    builder =>
    {
        builder.AddTauroServiceDefaults("tracking");
        builder.AddTauroOpenApi("tracking");
        builder.AddTracking();
        builder.AddTauroEvents("tracking", TrackingConsumers.Add);
    },
    app =>
    {
        app.MapTauroDefaultEndpoints();
        app.MapTracking();
    });
