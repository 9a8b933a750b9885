// Several of a few: rows with key and text in columns.  `chosen` holds the keys, `text` the same as it is kept half-typed; `fixed` stays chosen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: choices

    property string label: ""
    property var options: []
    property var chosen: []
    property string fixed: ""
    property string error: ""
    property int columns: 2
    property string text: ""
    signal edited(string text)

    spacing: 6
    onChosenChanged: text = chosen.join(",")
    onTextChanged: if (text !== chosen.join(",")) chosen = text === "" ? [] : text.split(",")

    function toggle(key: string) {
        chosen = chosen.includes(key) ? chosen.filter(other => other !== key) : [...chosen, key];
        edited(text);
    }

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: choices.label; visible: text !== "" }

    GridLayout {
        columns: Math.max(1, Math.min(choices.columns, Math.floor(choices.width / (200 * Theme.factor))))
        columnSpacing: Theme.near
        rowSpacing: 8
        uniformCellWidths: true

        Repeater {
            model: choices.options

            Choice {
                required property var modelData

                objectName: choices.objectName + "." + modelData.key
                Layout.fillWidth: true
                many: true
                text: modelData.text
                chosen: choices.chosen.includes(modelData.key)
                enabled: modelData.key !== choices.fixed
                onClicked: choices.toggle(modelData.key)
            }
        }
    }

    FieldError { objectName: choices.objectName + ".error"; Layout.fillWidth: true; text: choices.error }
}
