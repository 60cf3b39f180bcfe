// Imported before TensorFlow, which reads this when it is loaded: what the product sets, see trainingWorker.ts.
process.env['TF_NUM_INTRAOP_THREADS'] = '1';
