using CompiledNets.Benchmarks.Models;

// From nothing to a first prediction: what race/coldstart.py starts, and waits for a line from.
var net = new Mlp();
var logits = new float[10];
net.Predict(new float[784], logits);
Console.WriteLine("predicted");
