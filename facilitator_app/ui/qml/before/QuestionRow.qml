// One item and its answers.
import QtQuick
import QtQuick.Layouts
import "../components"

FocusScope {
    id: row

    required property string modelData
    required property int index
    property var options: []
    property string current: ""
    signal picked(string key)
    signal next

    implicitHeight: column.implicitHeight
    Keys.onPressed: event => { if (event.text !== "" && row.options.some(one => one.key === event.text)) { event.accepted = true; row.picked(event.text); row.next() } }

    function take() {
        answers.children[0].forceActiveFocus(Qt.TabFocusReason);
    }

    ColumnLayout {
        id: column

        width: parent.width
        spacing: 8

        Say { objectName: "question." + row.index; Layout.fillWidth: true; text: row.modelData; wrapMode: Text.Wrap; lineHeight: 1.2 }
        Segmented { id: answers; objectName: "answer." + row.index; options: row.options; current: row.current; label: row.modelData; spoken: row.modelData; onPicked: key => row.picked(key) }
    }
}
