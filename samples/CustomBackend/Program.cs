// Experiment tracking with a custom store. It wraps the embedded store and writes a line to an audit trail for each
// change to a run or experiment, before the change is acknowledged. Start: dotnet run --project samples/CustomBackend
using CustomBackend;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddTauroServiceDefaults("tracking");
builder.AddTauroOpenApi("tracking");

// What is registered before AddTracking is what it uses. A store that shares nothing with the embedded one
// registers IRunStore, IArtifactCatalogue, IBlobStore, IEventLog and IStoreProbe in place of this line.
builder.Services.AddTauroTrackingStore(builder.Configuration);
builder.Services.AddSingleton<AuditTrail>();
builder.Services.Wrap<IRunStore>((store, services) =>
    new AuditedRunStore(store, services.GetRequiredService<AuditTrail>()));
builder.AddTracking();

var app = builder.Build();
app.MapTauroDefaultEndpoints();
app.MapTracking();
await app.Services.OpenStores();
await app.RunAsync();
