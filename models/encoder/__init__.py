"""Encoders by choice: fine-tune a local Hugging Face encoder, export it, and stack it on the default text reading.

Training (`build`, `training`, `network`, `export`) needs the extra `encoders`; tagging (`runtime`) needs only
onnxruntime and tokenizers, the extra `encoder-run`.
"""
